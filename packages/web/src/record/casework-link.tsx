import { Link } from '@tanstack/react-router'
import { type TextId, useText } from '../language/text.ts'
import { programmePath } from '../programme/programme-path.ts'

/** Kinds that have a page of their own, where one works on them: its address and the words of the way to it. */
const pages: Readonly<Record<string, readonly [to: (id: string) => string, label: TextId]>> = {
  case: [(id) => `/cases/${id}`, 'record.case'],
  commitment: [(id) => `/commitments/${id}`, 'record.programme.commitment'],
  'diplomatic-note': [(id) => `/notes/${id}`, 'record.note'],
  'indicator-card': [(id) => programmePath('indicators', id), 'record.programme.indicator-card'],
  'joint-draft': [(id) => programmePath('drafts', id), 'record.programme.joint-draft'],
  mechanism: [(id) => programmePath('mechanisms', id), 'record.programme.mechanism'],
  programme: [(id) => programmePath('programmes', id), 'record.programme.programme'],
  'progress-request': [(id) => `/commitments?asked=${encodeURIComponent(id)}`, 'record.programme.progress-request'],
  request: [(id) => `/requests/${id}`, 'record.request'],
  session: [(id) => programmePath('sessions', id), 'record.programme.session'],
  statement: [(id) => programmePath('statements', id), 'record.programme.statement'],
}

/** The way from a record to the page where one works on it; nothing for a kind that has only the page of its record. */
export function CaseworkLink({ id, kind }: { readonly id: string; readonly kind: string }) {
  const text = useText()
  const page = Object.hasOwn(pages, kind) ? pages[kind] : undefined
  if (page === undefined) return null
  const [to, label] = page
  return (
    <span>
      <Link to={to(id)}>{text(label)}</Link>
    </span>
  )
}
