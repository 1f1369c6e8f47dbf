import { defineRoute } from './define-route.ts'
import { reportList } from './shapes/reports.ts'

/** Routes of contact reports. A report is written as a record; this says what is owed and where each stands. */
export const reportRoutes = {
  listContactReports: defineRoute('GET', '/api/v1/contact-reports', {
    action: 'report.list',
    summary:
      'Contact reports of the agency: owed, written, their clocks, and the law they are helped by. Help, never a statement of compliance.',
    answer: reportList,
  }),
}
