import { UnstyledButton, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Filters.module.css'
import type { FacetValue } from './shapes'
import { isSame, type LabelKind } from './shelf'
import { useLabelWords } from './useLabelWords'

const SHOWN = 5
/** Their names are sentences. */
const MECHANISMS_SHOWN = 3

type FacetProps = {
  kind: LabelKind
  values: FacetValue[]
  chosen: string | number | undefined
  onChoose: (value: string | undefined) => void
}

/** The values of one kind of label, each with the number of findings behind it. */
export function Facet({ kind, values, chosen, onChoose }: FacetProps) {
  const { t } = useTranslation('shelf')
  const words = useLabelWords()
  const [all, setAll] = useState(false)
  const known = values.find(one => isSame(one.value, chosen))
  // What is chosen stays to be seen and let go, also when nothing at hand has it.
  const ordered: FacetValue[] =
    chosen === undefined
      ? values
      : [
          known ?? {
            value: String(chosen),
            label: kind === 'group' ? t('aGroup') : String(chosen),
            count: 0,
          },
          ...values.filter(one => one !== known),
        ]
  // One school alone narrows nothing.
  if (ordered.length === 0 || (kind === 'school' && ordered.length === 1 && chosen === undefined)) return null
  const most = kind === 'mechanism' ? MECHANISMS_SHOWN : SHOWN
  const shown = all ? ordered : ordered.slice(0, most)
  return (
    <div className={classes.facet} role="group" aria-label={t(`kind.${kind}`)}>
      <span className={classes.name} aria-hidden>
        {t(`kind.${kind}`)}
      </span>
      <div className={classes.chips}>
        {shown.map(one => {
          const isChosen = isSame(one.value, chosen)
          return (
            <UnstyledButton
              key={one.value}
              className={classes.chip}
              aria-pressed={isChosen}
              onClick={() => onChoose(isChosen ? undefined : one.value)}
            >
              {words(kind, one.value, one.label)}{' '}
              {one.count > 0 && (
                <span className={classes.count}>
                  {one.count} <VisuallyHidden>{t('facetCount', { count: one.count })}</VisuallyHidden>
                </span>
              )}
            </UnstyledButton>
          )
        })}
        {ordered.length > most && (
          <UnstyledButton className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('fewer') : t('moreOf', { count: ordered.length - most })}{' '}
            <VisuallyHidden>{t(`kind.${kind}`)}</VisuallyHidden>
          </UnstyledButton>
        )}
      </div>
    </div>
  )
}
