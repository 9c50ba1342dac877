import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Term } from '../../ui/Term'
import classes from './Cycle.module.css'
import { Part } from './Part'
import { PupilsForm } from './PupilsForm'
import type { CycleOut } from './shapes'
import { ToKey } from './ToKey'
import { useHash } from './useHash'

/** The pupils who stand for many, by their letters. */
export function CasePupils({ cycle }: { cycle: CycleOut }) {
  const { t } = useTranslation('lessonStudy')
  const isSentHere = useHash() === 'pupils'
  const [isEditing, setEditing] = useState(false)
  const isEmpty = cycle.pupils.length === 0
  useEffect(() => {
    if (isSentHere && isEmpty && cycle.may_edit) setEditing(true)
  }, [isSentHere, isEmpty, cycle.may_edit])
  return (
    <Part
      id="pupils"
      title={<Term means={t('pupils.means')}>{t('pupils.heading')}</Term>}
      side={
        cycle.may_edit &&
        !isEditing && (
          <Button variant="subtle" size="compact-md" onClick={() => setEditing(true)}>
            {t(isEmpty ? 'pupils.choose' : 'pupils.edit')}
          </Button>
        )
      }
    >
      {isEditing ? (
        <PupilsForm cycle={cycle} onClose={() => setEditing(false)} />
      ) : isEmpty ? (
        <p className="quiet">{t('pupils.empty')}</p>
      ) : (
        <ul className={classes.pupils}>
          {cycle.pupils.map(pupil => (
            <li key={pupil.id}>
              <span className={classes.label}>{pupil.label}</span>
              <div>
                <p>{pupil.typifies || <span className="quiet">{t('pupils.noTypifies')}</span>}</p>
                <ul className={classes.tags}>
                  {pupil.attributes.map(attribute => (
                    <li key={attribute}>{t(`attribute.${attribute}`)}</li>
                  ))}
                </ul>
              </div>
            </li>
          ))}
        </ul>
      )}
      {!isEditing && <ToKey cycle={cycle} />}
    </Part>
  )
}
