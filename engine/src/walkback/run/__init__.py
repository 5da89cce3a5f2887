"""Running numbered notebooks: plan, execute, commit, tell."""
