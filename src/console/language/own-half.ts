import { language } from './texts.ts'

/** The demo's comments are "Spanish / English": the reader's half. */
export function ownHalf (comment: string): string {
  const [head, tail] = comment.split(' / ')
  if (tail === undefined || head === undefined) return comment
  return language === 'es' ? head : `${/^\S+: /.exec(head)?.[0] ?? ''}${tail}`
}
