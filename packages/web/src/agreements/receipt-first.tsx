import type { AgreementView } from '@enlace/api'
import { useKindTitle } from '../kinds/kind-title.ts'
import { formatDuration } from '../language/format.ts'
import { useText } from '../language/text.ts'

/** The clause on receipt before read, in plain words. */
export default function ReceiptFirst({ clause }: { readonly clause: NonNullable<AgreementView['receiptBeforeRead']> }) {
  const text = useText()
  const kindTitle = useKindTitle()
  const within = formatDuration(clause.keyWithinMinutes * 60_000, text.tag)
  return (
    <div className="stack-tight">
      <span>
        {clause.kinds === 'all'
          ? text('sealed.clause.all')
          : `${text('sealed.clause.some')} ${clause.kinds.map((name) => kindTitle(name)).join(', ')}`}
      </span>
      <span>{text('sealed.clause.how', { within })}</span>
      <span className="soft small">{text('sealed.clause.limits')}</span>
    </div>
  )
}
