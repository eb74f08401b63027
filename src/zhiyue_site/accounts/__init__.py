"""Who may do what: people, their roles, and an audit of what they did that nobody can rewrite."""
