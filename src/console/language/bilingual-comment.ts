import { language } from './texts.ts'

/** The half of a comment that is in the page's language: comments of the embedded data are "Spanish / English". */
export function localizeComment (comment: string): string {
  const [spanish, english] = comment.split(' / ')
  if (english === undefined || spanish === undefined) return comment
  const subject = /^\S+: /.exec(spanish)?.[0] ?? '' // the name that stands before both halves
  return language === 'es' ? spanish : `${subject}${english}`
}
