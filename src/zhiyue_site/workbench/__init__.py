"""The screens behind the sign-in: inbox, review, sites, takedowns, accounts, audit. No tables."""
