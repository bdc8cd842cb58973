steps-agreement = Agreement
steps-number = IIN or BIN
steps-eds = EDS
steps-done = Done
steps-details = Your details
