"""HTTP, the command line and the settings: what runs the product."""
