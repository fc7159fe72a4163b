"""What classes of customers are worth, and what their scores go with.

Values are in the unit of the data, shares from 0 to 1; classes in the order promoters, passives,
detractors.

lifetimes   Value over time where people move between classes.
metrics     Measures of the same respondents held against each other: correlations and areas.
noisy       Regression on scores whose sampling variances are known.
rates       What happened to how many: ratios of rates, and their trend over classes.
ratios      Ratios of two estimates.
resampling  Means with limits for skewed values.
"""
