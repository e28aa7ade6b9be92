"""Questions about networks, by GraphQL and exports."""
