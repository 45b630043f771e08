"""The monthly report: who gets it, what it says, when it is due; its pages and its e-mail."""
