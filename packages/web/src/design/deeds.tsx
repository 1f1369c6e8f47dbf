import { Button, Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useText } from '../language/text.ts'
import { Confirm } from '../parts/confirm.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorSummary } from '../parts/error-summary.tsx'
import { FormField } from '../parts/form-field.tsx'
import { IconCheck, IconDownload, IconScissors } from '../parts/icon.tsx'
import { Menu } from '../parts/menu.tsx'
import { Segments } from '../parts/segments.tsx'
import { showToast } from '../parts/toast.ts'
import { doLater, doWithUndo } from '../parts/undo.ts'
import { Specimen, State } from './specimen.tsx'

/** What is pressed, filled in, asked and taken back. */
export function Deeds() {
  const text = useText()
  const [asks, setAsks] = useState<'confirm' | 'grave' | 'dialog'>()
  const [attempt, setAttempt] = useState(0)
  const [view, setView] = useState('one')
  const close = () => setAsks(undefined)
  const missing = attempt > 0 ? text('form.missing') : undefined
  return (
    <>
      <Specimen id="buttons" title={text('design.buttons')}>
        <div className="cluster">
          <Button>{text('design.button.primary')}</Button>
          <Button variant="default">{text('design.button.second')}</Button>
          <Button variant="subtle">{text('design.button.quiet')}</Button>
          <Button data-grave>{text('design.button.grave')}</Button>
          <Button leftSection={<IconDownload size={18} />} variant="default">
            {text('design.button.icon')}
          </Button>
          <Button disabled>{text('design.button.off')}</Button>
          <Button loading aria-label={text('design.button.busy')}>
            {text('design.button.busy')}
          </Button>
        </div>
        <div className="cluster">
          <Menu
            label={text('design.menu')}
            side="start"
            items={[
              {
                id: 'one',
                label: text('design.menu.one'),
                icon: <IconCheck size={16} />,
                keys: 'a',
                onSelect: () => showToast(text('design.menu.one')),
              },
              {
                id: 'two',
                label: text('design.menu.two'),
                icon: <IconScissors size={16} />,
                why: text('design.menu.why'),
                onSelect: () => undefined,
              },
              { id: 'three', label: text('design.menu.three'), grave: true, onSelect: () => showToast(text('design.menu.three')) },
            ]}
          />
        </div>
        <Segments
          label={text('design.segments')}
          value={view}
          onChoose={setView}
          segments={[
            { value: 'one', label: text('design.tab.one') },
            { value: 'two', label: text('design.tab.two') },
          ]}
        />
      </Specimen>
      <Specimen id="forms" title={text('design.forms')} lead={text('design.forms.lead')}>
        <form
          className="stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            setAttempt(attempt + 1)
          }}
        >
          <ErrorSummary attempt={attempt} errors={missing === undefined ? [] : [{ id: 'design-name', message: missing }]} />
          <FormField id="design-name" label={text('design.form.name')} hint={text('design.form.name.hint')} error={missing}>
            {(wiring) => <TextInput {...wiring} error={missing !== undefined} />}
          </FormField>
          <FormField label={text('design.form.reason')} optional>
            {(wiring) => <Textarea {...wiring} rows={2} />}
          </FormField>
          <NativeSelect label={text('design.form.choice')} data={[text('design.tab.one'), text('design.tab.two')]} />
          <Checkbox label={text('design.form.check')} />
          <TextInput label={text('design.form.off')} disabled value={text('design.form.off.value')} readOnly />
          <div>
            <Button type="submit">{text('design.form.send')}</Button>
          </div>
        </form>
      </Specimen>
      <Specimen id="deeds" title={text('design.deeds')} lead={text('design.deeds.lead')}>
        <State name={text('design.dialogs')}>
          <div className="cluster">
            <Button variant="default" onClick={() => setAsks('dialog')}>
              {text('design.dialog.open')}
            </Button>
            <Button variant="default" onClick={() => setAsks('confirm')}>
              {text('design.confirm.open')}
            </Button>
            <Button variant="default" onClick={() => setAsks('grave')}>
              {text('design.grave.open')}
            </Button>
          </div>
        </State>
        <State name={text('design.toasts')}>
          <div className="cluster">
            <Button variant="default" onClick={() => showToast(text('design.toast.said'), { tone: 'good' })}>
              {text('design.toast')}
            </Button>
            <Button
              variant="default"
              onClick={() => doWithUndo({ act: async () => undefined, undo: async () => undefined, done: text('design.undo.done') })}
            >
              {text('design.undo')}
            </Button>
            <Button variant="default" onClick={() => doLater({ saying: text('design.later.saying'), commit: async () => undefined })}>
              {text('design.later')}
            </Button>
            <Button variant="default" onClick={() => showToast(text('parts.undo.failed'), { tone: 'bad' })}>
              {text('design.toast.bad')}
            </Button>
          </div>
        </State>
      </Specimen>
      {asks === 'dialog' ? (
        <Dialog title={text('design.dialog.open')} onClose={close}>
          {text('design.dialog.content')}
        </Dialog>
      ) : null}
      {asks === 'confirm' || asks === 'grave' ? (
        <Confirm
          title={text(asks === 'grave' ? 'design.grave.open' : 'design.confirm.open')}
          will={[text('design.confirm.will1'), text('design.confirm.will2')]}
          action={text('design.confirm.action')}
          grave={asks === 'grave'}
          onConfirm={async () => undefined}
          onClose={close}
        />
      ) : null}
    </>
  )
}
