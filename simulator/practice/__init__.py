"""What a learner does: begin, continue, branch, watch, follow a programme, and see what there is to do."""
