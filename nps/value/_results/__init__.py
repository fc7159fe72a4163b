"""What the verbs of the room return.

amounts         How amounts of money and the like look in text.
class_outcomes  What happened to each class: of `outcomes`.
class_values    What each class is worth: of `by_class` and `lifetime`.
differences     How the worth of two classes differs.
point_value     What a point is worth, by three routes: of `per_point`.
unit_link       How an outcome of units goes with their scores: of `link_units`.
"""
