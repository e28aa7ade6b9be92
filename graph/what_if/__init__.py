"""What-if questions: edits that are rolled back."""
