export interface SentEvent {
  eventHeader: Record<string, unknown>
  entities: Record<string, unknown>[]
}

/** An event as producers send it. */
export function carEvent (
  uuid: string,
  { carId = 'CAR-1', updatedAt = '2024-01-15T10:30:00Z', ...properties }: Record<string, unknown> = {}
): SentEvent {
  return {
    eventHeader: {
      uuid,
      eventName: 'Car Created',
      eventType: 'CarCreated',
      createdDate: '2024-01-15T10:30:00Z',
      savedDate: '2024-01-15T10:30:05Z'
    },
    entities: [{
      entityHeader: { entityId: carId, entityType: 'Car', createdAt: '2024-01-15T10:30:00Z', updatedAt },
      id: carId,
      vin: '5TDJKRFH4LS123456',
      make: 'Tesla',
      model: 'Model S',
      year: 2025,
      color: 'Midnight Silver',
      mileage: 0,
      lastServiceDate: '2024-01-15T10:30:00Z',
      totalBalance: 0.0,
      lastLoanPaymentDate: '2024-01-15T10:30:00Z',
      owner: 'John Doe',
      ...properties
    }]
  }
}
