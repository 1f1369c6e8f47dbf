import { TextInput, type TextInputProps } from '@mantine/core'
import { nodeNow } from '../api/node-clock.ts'
import { fromLocalInput, zoneName } from '../kinds/local-instant.ts'
import { formatInstant, formatLongDay } from '../language/format.ts'
import { useText } from '../language/text.ts'

type Props = Omit<TextInputProps, 'type' | 'value' | 'inputWrapperOrder'> & { readonly value: string }

/** A day. The browser writes it in an order of its own, so what was chosen is read back below in the language of the page. */
export function DayField(props: Props) {
  const text = useText()
  return <ReadBack {...props} type="date" meant={props.value === '' ? '' : formatLongDay(props.value, text.tag)} />
}

/** A moment on the reader's own clock: below stands whose clock is meant, and the moment on it and in UTC, in the language of the page. */
export function InstantField(props: Props) {
  const text = useText()
  const instant = fromLocalInput(props.value)
  const seconds = props.step === 1
  const meant =
    instant === undefined
      ? text('parts.instant.zone', { zone: zoneName(text.tag, nodeNow()) })
      : text('parts.instant.meant', {
          here: formatInstant(instant, text.tag, { seconds }),
          utc: formatInstant(instant, text.tag, { seconds, zone: 'UTC' }),
        })
  return <ReadBack {...props} type="datetime-local" meant={meant} />
}

function ReadBack({ meant, description, ...props }: Props & { readonly type: string; readonly meant: string }) {
  const told = [description, meant].filter((words) => words !== undefined && words !== '')
  return (
    <TextInput
      {...props}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={
        told.length === 0 ? undefined : (
          <>
            {meant}
            {told.length === 2 ? <br /> : null}
            {description}
          </>
        )
      }
    />
  )
}
