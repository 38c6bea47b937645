import { statementFile } from '../../postgres/statement-file.ts'

export const reportSql = statementFile(new URL('./report.sql', import.meta.url))
export const purchaseSql = statementFile(new URL('./purchase.sql', import.meta.url))
