import type { HiddenBecause } from '@enlace/api'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { askSession } from '../api/questions.ts'
import { useMay } from '../api/use-may.ts'
import { formatInstant } from '../language/format.ts'
import { useText } from '../language/text.ts'
import { IconEyeOff } from '../parts/icon.tsx'
import { Notice } from '../parts/notice.tsx'
import { useParties } from '../parts/party.ts'

/** In the place of a record that its author took back, or that was made from one: that it is so, who said it, when, and what is owed. */
export function HiddenNotice({ hidden, agency }: { readonly hidden: HiddenBecause; readonly agency: string }) {
  const text = useText()
  const may = useMay()
  const parties = useParties()
  const { data: session } = useQuery(askSession)
  const of = { party: parties.nameOf(hidden.by), time: formatInstant(hidden.at, text.tag) }
  return (
    <Notice tone="warn" title={text(`recall.hidden.${hidden.because}`)} icon={<IconEyeOff size={20} />}>
      <div className="stack-tight">
        <span>{text(`recall.hidden.${hidden.because}.detail`, of)}</span>
        <span>
          {text('recall.reason')}: {text.find(`recall.reason.${hidden.reason}`) ?? text('recall.reason.unknown', { code: hidden.reason })}
        </span>
        {may('recall.read') && session?.account.agency === agency ? (
          <Link to="/recalls/$id" params={{ id: hidden.recall }}>
            {text('recall.hidden.see')}
          </Link>
        ) : null}
      </div>
    </Notice>
  )
}
