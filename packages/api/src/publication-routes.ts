import { Type } from 'typebox'
import { defineRoute, jsonBody } from './define-route.ts'
import { code, recordId } from './shapes/parts.ts'
import { publicAnswer, publicationAsked, publicationDraft, publicationList, publicQuestionList } from './shapes/publications.ts'

/** Routes of what this party puts on its public site. Nothing is public before two persons agreed to it. */
export const publicationRoutes = {
  listPublications: defineRoute('GET', '/api/v1/programme/publications', {
    action: 'publication.list',
    summary: 'What is public, what is planned, and what was corrected or withdrawn, newest first.',
    answer: publicationList,
  }),
  askPublication: defineRoute('POST', '/api/v1/programme/publications', {
    action: 'publication.ask',
    summary: 'Propose to publish, correct or withdraw records (`dryRun`: only say what would happen). A second person agrees or refuses.',
    body: jsonBody(publicationDraft),
    answer: publicationAsked,
    faults: ['body_invalid', 'record_unknown', 'record_erased', 'record_recalled'],
  }),
  previewPublication: defineRoute('GET', '/api/v1/programme/publications/{id}/preview', {
    action: 'publication.preview',
    summary: 'The exact public page of a record as it would stand now, whether it is public or not.',
    params: Type.Object({ id: recordId }),
    query: Type.Object({ language: Type.Optional(code) }),
    answer: { status: 200, contentType: 'text/html', schema: Type.String() },
    faults: ['record_unknown', 'record_erased', 'record_recalled'],
  }),
  listQuestions: defineRoute('GET', '/api/v1/programme/questions', {
    action: 'publication.list_questions',
    summary: 'What the public wrote to the site: errors reported and questions asked, newest first.',
    answer: publicQuestionList,
  }),
  answerQuestion: defineRoute('POST', '/api/v1/programme/questions/{number}', {
    action: 'publication.answer',
    summary: 'Answer what the public wrote; `isPublic` shows question number and answer on the site.',
    params: Type.Object({ number: code }),
    body: jsonBody(publicAnswer),
    answer: publicQuestionList,
    faults: ['question_unknown'],
  }),
}
