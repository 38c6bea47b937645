-- Moves every date of the demo by whole weeks, so that what was scheduled is still to come: weekdays stay what they were.
BEGIN;
LOCK TABLE concert_dw.demo_week IN EXCLUSIVE MODE; -- two at once take turns, and the second has nothing to move
WITH moved AS (
  UPDATE concert_dw.demo_week SET monday = date_trunc('week', CURRENT_DATE)::date
  FROM concert_dw.demo_week AS before
  WHERE before.monday < date_trunc('week', CURRENT_DATE)::date
  RETURNING concert_dw.demo_week.monday - before.monday AS days
), concerts AS (
  UPDATE concert_dw.concerts SET event_date = event_date + days, created_at = created_at + days * interval '1 day', updated_at = updated_at + days * interval '1 day' FROM moved
)
UPDATE concert_dw.ticket_sales SET
  purchase_timestamp = purchase_timestamp + days * interval '1 day', created_at = created_at + days * interval '1 day', updated_at = updated_at + days * interval '1 day'
FROM moved;
COMMIT;
