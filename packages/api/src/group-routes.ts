import { Type } from 'typebox'
import { defineRoute } from './define-route.ts'
import { groupDetail, groupList } from './shapes/groups.ts'
import { day, recordId } from './shapes/parts.ts'

/** Routes of the registry of groups. Groups and designations are written as records; these say who designates whom on a day. */
export const groupRoutes = {
  listGroups: defineRoute('GET', '/api/v1/groups', {
    action: 'group.list',
    summary:
      'Groups that the agency knows, by name or alias, each with every party’s own designation as it stood on a day (today unless said).',
    query: Type.Object({ q: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })), on: Type.Optional(day) }),
    answer: groupList,
  }),
  readGroup: defineRoute('GET', '/api/v1/groups/{id}', {
    action: 'group.read',
    summary: 'One group: its names, each party’s designations as of a day, its records, members and what is held about it.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({ on: Type.Optional(day) }),
    answer: groupDetail,
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
}
