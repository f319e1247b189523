"""What people see of a crawl while it runs: counts by category, a terminal's foot, plain lines, a log for programs."""
