import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Evidence.module.css'
import type { PupilNotes } from './grouped'
import { NoteRow } from './NoteRow'
import { useAttributes } from './useAttributes'

/** One case pupil: what was expected at each stage, and what was noted then. */
export function PupilSection({ roundId, one }: { roundId: string; one: PupilNotes }) {
  const { t } = useTranslation('evidence')
  const said = useAttributes()
  const { pupil, stages } = one
  return (
    <Section
      title={pupil ? t('notes.pupilHeading', { label: pupil.label }) : t('notes.klass')}
      side={
        pupil && (
          <span className="small quiet">{[said(pupil), pupil.typifies].filter(Boolean).join('; ')}</span>
        )
      }
    >
      {stages.length === 0 && <p className="quiet">{t('notes.nothing')}</p>}
      {stages.map(stage => (
        <div key={stage.key} className={classes.stage}>
          <div>
            <h3>{stage.title || t('notes.noStage')}</h3>
            {stage.expected && <p className="small quiet">{t('notes.expected', { text: stage.expected })}</p>}
          </div>
          {stage.notes.length === 0 ? (
            <p className="small quiet">{t('notes.nothing')}</p>
          ) : (
            <ul className={classes.rows}>
              {stage.notes.map(note => (
                <NoteRow key={note.id} roundId={roundId} note={note} />
              ))}
            </ul>
          )}
        </div>
      ))}
    </Section>
  )
}
