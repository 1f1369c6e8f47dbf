import { useText } from '../language/text.ts'
import { IconCheck, IconChecks, IconCircleDashed, IconFlag, IconHandStop, IconInbox } from './icon.tsx'
import { Tag, type Tone } from './tag.tsx'

const looks: Readonly<Record<string, { readonly tone: Tone; readonly Icon: typeof IconCheck }>> = {
  new: { tone: 'info', Icon: IconCircleDashed },
  received: { tone: 'info', Icon: IconInbox },
  acknowledged: { tone: 'info', Icon: IconCheck },
  acting: { tone: 'warn', Icon: IconFlag },
  cannot_act: { tone: 'bad', Icon: IconHandStop },
  outcome: { tone: 'good', Icon: IconChecks },
}

/** Where a piece of work stands; a state that these pages do not know is shown by its code. */
export function WorkStateTag({ state }: { readonly state: string }) {
  const text = useText()
  const { tone, Icon } = looks[state] ?? { tone: 'plain', Icon: IconCircleDashed }
  return (
    <Tag tone={tone} icon={<Icon />}>
      {text.find(`work.${state}`) ?? state}
    </Tag>
  )
}
