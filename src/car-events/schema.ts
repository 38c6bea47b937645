import * as Type from 'typebox'
import type { Static, TSchema } from 'typebox'
import { nullableText, plainText } from '../schema/fields.ts'
import { toTimestamptz } from './instant.ts'

const notBlank = (maxLength: number, description: string) => Type.Refine(
  plainText(1, maxLength, description), (value) => value.trim() !== '', () => 'must not be blank'
)

const instant = (description: string) => Type.Refine(
  Type.Unknown({ description: `${description}: ISO 8601 with an offset, or epoch milliseconds` }),
  (value) => toTimestamptz(value) !== null,
  () => 'must be an ISO 8601 time with an offset, or epoch milliseconds'
)

const optional = <T extends TSchema>(schema: T) => Type.Optional(Type.Union([schema, Type.Null()]))

/** Absent and null are the same for the header's optional members; keys that are not named here are kept. */
export const eventSchema = Type.Object({
  eventHeader: Type.Object({
    uuid: optional(plainText(1, 255, 'Identifies the event; one is made where it is missing')),
    eventName: notBlank(255, 'What happened, such as "Car Created"'),
    eventType: optional(notBlank(255, 'CarCreated, LoanCreated, LoanPaymentSubmitted, CarServiceDone or any other')),
    createdDate: optional(instant('When it happened (default: savedDate)')),
    savedDate: optional(instant('When it was saved (default: now)'))
  }),
  entities: Type.Array(Type.Object({
    entityHeader: Type.Object({
      entityId: plainText(1, 255, 'Identifies the entity within its type'),
      entityType: notBlank(255, 'Car, Loan, LoanPayment, ServiceRecord or any other'),
      createdAt: optional(instant('When the entity came to be')),
      updatedAt: optional(instant('Since when this state holds (default: createdAt, else the event\'s createdDate)'))
    })
  }), { minItems: 1, maxItems: 1000, description: 'Each entity\'s own properties stand beside its entityHeader' })
})

export type CarEvent = Static<typeof eventSchema>

const text = Type.String({ minLength: 1 })
const amount = Type.Number()
const time = instant('Time')

/** The entity types whose properties are known; checked where `strict` is asked for. */
export const entitySchemas: Record<string, TSchema> = {
  Car: Type.Object({
    id: text,
    vin: Type.String({ pattern: '^[A-HJ-NPR-Z0-9]{17}$' }),
    make: text,
    model: text,
    year: Type.Integer({ minimum: 1900, maximum: 2030 }),
    color: text,
    mileage: Type.Integer({ minimum: 0, maximum: 999_999 }),
    lastServiceDate: time,
    totalBalance: amount,
    lastLoanPaymentDate: time,
    owner: text,
    serviceRecords: Type.Optional(Type.Array(Type.Unknown())),
    loans: Type.Optional(Type.Array(Type.Unknown()))
  }),
  Loan: Type.Object({
    id: text,
    carId: text,
    financialInstitution: text,
    balance: amount,
    lastPaidDate: time,
    loanAmount: amount,
    interestRate: Type.Number({ minimum: 0, maximum: 1 }),
    termMonths: Type.Integer({ minimum: 1, maximum: 480 }),
    startDate: time,
    status: Type.Enum(['active', 'paid_off', 'defaulted', 'cancelled']),
    monthlyPayment: amount,
    downPayment: Type.Optional(amount),
    downPaymentDate: Type.Optional(time),
    payments: Type.Optional(Type.Array(Type.Unknown()))
  }),
  LoanPayment: Type.Object({ id: text, loanId: text, amount, paymentDate: time }),
  ServiceRecord: Type.Object({
    id: text,
    carId: text,
    serviceDate: time,
    amountPaid: amount,
    dealerId: text,
    dealerName: text,
    mileageAtService: Type.Integer({ minimum: 0, maximum: 999_999 }),
    description: text
  })
}

export const writeQuery = Type.Object({
  strict: Type.Optional(Type.Boolean({
    description: 'Check known entity types against their schema (default: EVENTS_STRICT)'
  }))
}, { additionalProperties: false })

export const storedAnswer = Type.Object({
  success: Type.Boolean(),
  message: Type.String(),
  event_id: Type.String(),
  duplicate: Type.Optional(Type.Boolean({ description: 'The same event was stored before; nothing was stored now' }))
})

export const bulkAnswer = Type.Object({
  success: Type.Boolean({ description: 'No event failed' }),
  message: Type.String(),
  processedCount: Type.Integer({ description: 'Events stored now' }),
  duplicateCount: Type.Integer({ description: 'Events that were stored before, with the same content' }),
  failedCount: Type.Integer(),
  batchId: Type.String(),
  processingTimeMs: Type.Integer(),
  errors: Type.Array(Type.Object({
    index: Type.Integer({ description: 'Place in the batch, from 0' }),
    uuid: nullableText(),
    error: Type.String(),
    details: Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))
  }), { description: 'The first 100 failures' })
})

export type BulkAnswer = Static<typeof bulkAnswer>

export const healthAnswer = Type.Object({ status: Type.String(), message: Type.String(), database: Type.String() })

export const eventParams = Type.Object({ uuid: plainText(1, 255, 'The event\'s uuid') })
export const entityParams = Type.Object({
  type: plainText(1, 255, 'Entity type, such as Car or Loan'),
  id: plainText(1, 255, 'The entity\'s id, such as CAR-2024-001')
})

const dateOrTime = (description: string) => Type.Optional(Type.Refine(
  Type.String({ description: `${description}: a date, or an ISO 8601 time with an offset` }),
  (value) => toTimestamptz(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value) !== null,
  () => 'must be a date or an ISO 8601 time with an offset'
))

const page = {
  limit: Type.Integer({ minimum: 1, maximum: 1000, default: 100, description: 'Events in a page' }),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 8000, description: '`next_cursor` of the page before' }))
}

export const pageQuery = Type.Object(page, { additionalProperties: false })

export const listQuery = Type.Object({
  type: Type.Optional(plainText(1, 255, 'Only events of this eventType')),
  from: dateOrTime('First createdDate, inclusive'),
  to: dateOrTime('Last createdDate, inclusive; a date means that whole day'),
  ...page
}, { additionalProperties: false })

export const listAnswer = Type.Object({
  data: Type.Array(Type.Object({
    event_id: Type.String(),
    event_name: Type.String(),
    event_type: nullableText(),
    created_date: nullableText(),
    saved_date: nullableText()
  })),
  meta: Type.Object({
    row_count: Type.Integer(),
    next_cursor: nullableText('Null after the last event'),
    truncated: Type.Boolean({ description: 'The page was cut short of its limit so that it fits into an answer' })
  })
})

export type EventList = Static<typeof listAnswer>

export const entityAnswer = Type.Object({
  entity_type: Type.String(),
  entity_id: Type.String(),
  created_at: nullableText(),
  updated_at: nullableText(),
  event_id: nullableText(),
  data: Type.Object({}, { description: 'The entity as the last event had it' })
})
