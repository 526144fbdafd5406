"""What a learner does: begin, continue and branch plays, watch, and follow programmes."""
