import { upstreamError } from '../../errors.ts'
import { member } from '../../json/is-object.ts'
import type { Prediction } from './predictor.ts'

/**
 * What an endpoint answered: JSON (a number, a list, `{ predictions: [...] }`, `{ predicted_sales, confidence }`,
 * where a member is a number, a list of one, or an object with `score` or `predicted_sales`), JSON lines, or CSV.
 * Throws `upstream_error` for anything else, for fewer or more than `count`, and for what is no finite number.
 */
export function readPredictions (body: string, count: number): Prediction[] {
  const predictions = listOf(parse(body)).map(predictionOf)
  if (predictions.length !== count) {
    throw upstreamError(`The model answered ${predictions.length} predictions for ${count}.`)
  }
  return predictions
}

function parse (body: string): unknown {
  const text = body.trim()
  try {
    return JSON.parse(text)
  } catch {
    // not one JSON document: a value a line, or values between commas
    const parts = text.includes('\n') ? text.split('\n') : text.split(',')
    return parts.map(parsePart)
  }
}

function parsePart (part: string): unknown {
  try {
    return JSON.parse(part)
  } catch (error) {
    throw upstreamError('The model\'s answer is neither JSON nor CSV.', error)
  }
}

function listOf (answer: unknown): unknown[] {
  if (Array.isArray(answer)) return answer
  const predictions = member(answer, 'predictions')
  return Array.isArray(predictions) ? predictions : [answer]
}

function predictionOf (answer: unknown): Prediction {
  const value: unknown = Array.isArray(answer) && answer.length === 1 ? answer[0] : answer
  const sales = typeof value === 'number' ? value : member(value, 'predicted_sales') ?? member(value, 'score')
  const confidence = member(value, 'confidence') ?? null
  if (typeof sales !== 'number' || !Number.isFinite(sales)) {
    throw upstreamError('The model\'s answer has no number where a prediction belongs.')
  }
  if (confidence === null) return { sales, confidence }
  if (typeof confidence !== 'number' || !(confidence >= 0 && confidence <= 1)) {
    throw upstreamError('The model\'s confidence is not between 0 and 1.')
  }
  return { sales, confidence }
}
