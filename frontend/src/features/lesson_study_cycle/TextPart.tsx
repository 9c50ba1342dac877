import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Cycle.module.css'
import type { TextField } from './cycleTexts'
import { Part } from './Part'
import type { CycleOut } from './shapes'
import { TextForm } from './TextForm'
import { useHash } from './useHash'

type TextPartProps = { id: 'focus' | 'consolidate'; cycle: CycleOut; fields: TextField[] }

/** Texts of the group, to be read; written in place. Whoever is sent here to write finds the form open. */
export function TextPart({ id, cycle, fields }: TextPartProps) {
  const { t } = useTranslation('lessonStudy')
  const isSentHere = useHash() === id
  const [isEditing, setEditing] = useState(false)
  const written = fields.filter(field => cycle[field])
  const isGap = cycle.may_edit && written.length < fields.length
  useEffect(() => {
    if (isSentHere && isGap) setEditing(true)
  }, [isSentHere, isGap])
  return (
    <Part
      id={id}
      title={t(`${id}.heading`)}
      side={
        cycle.may_edit &&
        !isEditing && (
          <Button variant="subtle" size="compact-md" onClick={() => setEditing(true)}>
            {t(written.length > 0 ? `${id}.edit` : `${id}.write`)}
          </Button>
        )
      }
    >
      {isEditing ? (
        <TextForm cycle={cycle} fields={fields} onClose={() => setEditing(false)} />
      ) : written.length === 0 ? (
        <p className="quiet">{t(`${id}.empty`)}</p>
      ) : (
        <dl className={classes.texts}>
          {written.map(field => (
            <div key={field}>
              <dt>{t(`text.${field}`)}</dt>
              <dd className={classes.text}>{cycle[field]}</dd>
            </div>
          ))}
        </dl>
      )}
    </Part>
  )
}
