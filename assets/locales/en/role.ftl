# The role of a certificate’s owner.
role-person = Natural person
role-head = First head
role-sign-right = Person with the right to sign
role-financial-sign-right = Person with the right to sign financial documents
role-personnel-officer = Personnel officer
role-employee = Employee
role-information-system = Information system
role-treasury-client = Treasury client
role-unknown = Unknown
