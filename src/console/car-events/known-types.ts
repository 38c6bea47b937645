/** What the fields for types offer; any other type can be typed. */
export const eventTypes = ['CarCreated', 'LoanCreated', 'LoanPaymentSubmitted', 'CarServiceDone']
export const entityTypes = ['Car', 'Loan', 'LoanPayment', 'ServiceRecord']
