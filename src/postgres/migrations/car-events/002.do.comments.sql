-- What the tables hold, in Spanish and English, for who asks about them.
COMMENT ON TABLE business_events IS 'Eventos de negocio tal como se enviaron. / Business events as they were sent.';
COMMENT ON COLUMN business_events.event_name IS 'Nombre del evento. / Event name.';
COMMENT ON COLUMN business_events.event_type IS 'Tipo de evento, como CarCreated o LoanCreated. / Event type, such as CarCreated or LoanCreated.';
COMMENT ON COLUMN business_events.created_date IS 'Fecha en que ocurrió. / When it happened.';
COMMENT ON COLUMN business_events.saved_date IS 'Fecha en que se guardó. / When it was saved.';
COMMENT ON COLUMN business_events.event_data IS 'El evento completo, en JSON. / The whole event, as JSON.';
COMMENT ON TABLE event_headers IS 'Encabezado de cada evento. / Header of each event.';
COMMENT ON TABLE car_entities IS 'Carros, en su estado actual. / Cars, in their current state.';
COMMENT ON COLUMN car_entities.entity_data IS 'Datos del carro en JSON: vin, make, model, year, color, mileage, owner. / The car''s data as JSON.';
COMMENT ON TABLE loan_entities IS 'Préstamos, en su estado actual. / Loans, in their current state.';
COMMENT ON COLUMN loan_entities.entity_data IS 'Datos del préstamo en JSON: carId, financialInstitution, balance, status. / The loan''s data as JSON.';
COMMENT ON TABLE loan_payment_entities IS 'Pagos de préstamos. / Loan payments.';
COMMENT ON TABLE service_record_entities IS 'Servicios hechos a carros. / Services done to cars.';
COMMENT ON TABLE other_entities IS 'Entidades de otros tipos. / Entities of other types.';
