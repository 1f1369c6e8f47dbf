import { isJsonObject, type Json } from '@enlace/core'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ComponentType, Suspense, useDeferredValue, useState } from 'react'
import { formatNumber } from '../../language/format.ts'
import { useText } from '../../language/text.ts'
import { IconMapPin } from '../../parts/icon.tsx'
import { late } from '../../parts/late.tsx'
import { Loading } from '../../parts/page-state.tsx'
import { Combobox } from '../combobox.tsx'
import { type InputProps, textOf, useFormScope, useInputWords } from '../form-scope.ts'
import { FieldGroup, frameOf } from './frame.tsx'
import classes from './inputs.module.css'
import { GroupInput } from './lists.tsx'

const PlaceMap = late(() => import('../map/place-map.tsx'))

/** Somewhere: by name as one types, by its parts, or on a map. A name that nobody knows is kept as written. */
export function PlaceInput({ Input, ...props }: InputProps & { readonly Input: ComponentType<InputProps> }) {
  const text = useText()
  const words = useInputWords(props)
  const { readOnly } = useFormScope()
  const { at, onChange } = props
  const held = (isJsonObject(props.value) ? props.value : {}) as Readonly<Record<string, Json>>
  const name = textOf(held.name)
  const asked = useDeferredValue(name)
  const [opened, setOpened] = useState(false)
  const { data: gazetteer } = useQuery({
    queryKey: ['gazetteer'],
    queryFn: () => import('../find-places.ts'),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  })
  const found = gazetteer?.findPlaces(asked) ?? []
  const write = (change: Readonly<Record<string, Json | undefined>>) => {
    const next = Object.entries({ ...held, ...change }).filter(([, part]) => part !== undefined && part !== '')
    onChange(next.length === 0 ? null : (Object.fromEntries(next) as Json))
  }
  const latitude = typeof held.latitude === 'number' ? held.latitude : undefined
  const longitude = typeof held.longitude === 'number' ? held.longitude : undefined
  const said = [
    textOf(held.city) === name ? '' : textOf(held.city),
    gazetteer?.nameOfState(textOf(held.administrative_area)) ?? textOf(held.administrative_area),
    textOf(held.country),
    latitude === undefined || longitude === undefined
      ? ''
      : `${formatNumber(latitude, text.tag, { maximumFractionDigits: 5 })}, ${formatNumber(longitude, text.tag, { maximumFractionDigits: 5 })}`,
  ].filter((part) => part !== '')
  return (
    <FieldGroup words={{ ...words, id: `${words.id}-group`, label: words.label }} at={at}>
      <Combobox
        frame={{ ...frameOf(words, at, readOnly, true), error: undefined, 'aria-label': text('forms.place.name', { label: words.label }) }}
        words={name}
        onWords={(next) => write({ name: next })}
        options={found.map((place) => ({
          value: place.key,
          label: place.name,
          detail: [
            text(`forms.place.${place.kind}`),
            place.kind === 'crossing' ? place.city : undefined,
            gazetteer?.nameOfState(place.state),
          ]
            .filter((part) => part !== undefined && part !== place.name)
            .join(' · '),
        }))}
        onChoose={({ value }) => {
          const place = found.find((each) => each.key === value)
          if (place !== undefined && gazetteer !== undefined) onChange(gazetteer.placeValue(place))
        }}
      />
      <div className={classes.inline}>
        {said.length === 0 ? null : <span className={classes.resolved}>{said.join(' · ')}</span>}
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconMapPin size={15} />}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          {text(opened ? 'forms.place.close' : 'forms.place.more')}
        </Button>
      </div>
      {opened ? (
        <>
          <Suspense fallback={<Loading lines={4} />}>
            <PlaceMap
              latitude={latitude}
              longitude={longitude}
              label={words.label}
              onChoose={
                readOnly
                  ? undefined
                  : (point) => write({ latitude: point.latitude, longitude: point.longitude, precision: point.precision })
              }
            />
          </Suspense>
          <GroupInput {...props} Input={Input} bare label={text('forms.place.parts', { label: words.label })} />
        </>
      ) : null}
    </FieldGroup>
  )
}
