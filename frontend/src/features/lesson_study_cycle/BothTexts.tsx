import { Radio } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import classes from './Cycle.module.css'
import type { Clash } from './merge'

type Whose = 'mine' | 'theirs'
type BothTextsProps = {
  clashes: Clash[]
  /** Who saved meanwhile, where that is known. */
  by?: string | null
  nameOf: (path: string) => string
  textOf?: (path: string, text: string) => string
  onChoose: (path: string, text: string) => void
}

/** Two people changed the same places: both texts side by side. Chosen here, or written anew in the form. */
export function BothTexts({ clashes, by, nameOf, textOf = (_, text) => text, onChoose }: BothTextsProps) {
  const { t } = useTranslation('lessonStudy')
  const [chosen, setChosen] = useState<Record<string, Whose>>({})
  const place = useRef<HTMLDivElement>(null)
  const isAsking = clashes.length > 0
  // Whoever saved may be far below: what has to be chosen comes to them.
  useEffect(() => {
    if (!isAsking) return
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView({ block: 'start' })
  }, [isAsking])
  if (!isAsking) return null
  const choose = (clash: Clash, whose: Whose) => {
    setChosen(before => ({ ...before, [clash.path]: whose }))
    onChoose(clash.path, clash[whose])
  }
  const theirs = by ? t('both.of', { name: by }) : t('both.theirs')
  return (
    <div ref={place} tabIndex={-1} className={classes.part}>
      <Notice announced tone="needs" title={by ? t('both.headingBy', { name: by }) : t('both.heading')}>
        <p>{t('both.lead')}</p>
        {clashes.map(clash => (
          <Radio.Group
            key={clash.path}
            label={nameOf(clash.path)}
            value={chosen[clash.path] ?? 'mine'}
            onChange={whose => choose(clash, whose as Whose)}
            mt="sm"
          >
            <div className={classes.both}>
              {(['mine', 'theirs'] as const).map(whose => (
                <div key={whose} className={classes.one}>
                  <Radio value={whose} label={whose === 'mine' ? t('both.mine') : theirs} />
                  <p className={classes.sample}>{textOf(clash.path, clash[whose]) || t('both.nothing')}</p>
                </div>
              ))}
            </div>
          </Radio.Group>
        ))}
      </Notice>
    </div>
  )
}
