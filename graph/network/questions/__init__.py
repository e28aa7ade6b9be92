"""The questions about networks that GraphQL and the exports ask."""
