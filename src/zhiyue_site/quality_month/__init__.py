"""The room of campaigns that are run: editions, units, activities, returns, evidence, and the closing report."""
