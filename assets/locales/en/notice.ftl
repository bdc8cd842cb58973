notice-restored = Your account is restored. You can use the Portal again.
notice-refusal-lifted = The refusal of your registration is lifted. You can join the Agreement now.
notice-blocked = Your account is blocked. { $ground } { $cause } { $next }
notice-access-stopped = Your access to the Portal is stopped. { $ground } { $cause } { $next }
notice-ground = Ground: clause { $power } of the Agreement; breached: clause { $breach }.
notice-ground-technical = Ground: clause { $power } of the Agreement.
