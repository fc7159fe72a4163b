"""What the verbs of the room return.

amounts             How amounts of money and the like look in text.
class_outcomes      What happened to each class: of `outcomes`.
class_values        What each class is worth: of `by_class` and `lifetime`.
differences         How the worth of two classes differs.
metric_comparison   How closely questions go with an outcome: of `compare_metrics`.
metric_differences  How two questions differ in that.
point_value         What a point is worth, by three routes: of `per_point`.
unit_link           How an outcome of units goes with their scores: of `link_units`.
"""
