import { Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../ui/Notice'
import classes from './Editor.module.css'
import { type Draft, type Field, pick } from './findingDraft'
import type { Clash, EditorOf } from './useEditor'
import { useFieldWords } from './useFieldWords'

/** Two people changed one text: both stand side by side, and whoever saves last chooses. */
export function BothTexts({ clash, form }: { clash: Clash; form: EditorOf['form'] }) {
  const { t } = useTranslation('fair')
  const words = useFieldWords()
  const [mine] = useState<Draft>(clash.draft)
  const [chosen, setChosen] = useState<Partial<Record<Field, 'mine' | 'theirs'>>>({})
  const choose = (field: Field, whose: 'mine' | 'theirs') => {
    setChosen(before => ({ ...before, [field]: whose }))
    form.setValues(pick(whose === 'mine' ? mine : clash.theirs, [field]))
  }
  return (
    <Notice announced tone="needs" title={t('stale.heading')}>
      <p>{t(clash.clashes.length > 0 ? 'stale.lead' : 'stale.noClash')}</p>
      {clash.taken.length > 0 && <p>{t('stale.taken', { names: clash.taken.map(words.name).join(', ') })}</p>}
      {clash.clashes.map(field => (
        <Radio.Group
          key={field}
          label={t('stale.choose', { part: words.name(field) })}
          value={chosen[field] ?? 'mine'}
          onChange={whose => choose(field, whose as 'mine' | 'theirs')}
          mt="sm"
        >
          <div className={classes.both}>
            {(['mine', 'theirs'] as const).map(whose => (
              <div key={whose} className={classes.one}>
                <Radio value={whose} label={t(`stale.${whose}`)} />
                <p className={classes.sample}>
                  {words.value(field, whose === 'mine' ? mine : clash.theirs) || t('stale.nothing')}
                </p>
              </div>
            ))}
          </div>
        </Radio.Group>
      ))}
    </Notice>
  )
}
