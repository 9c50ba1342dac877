import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './FairDay.module.css'
import { stallsOf, talksOf } from './programme'
import type { ProgrammeOut, Slot } from './queries'
import { SlotRow } from './SlotRow'

/** Everything that has its place, to be moved or taken out. */
export function PlanSlots({ programme }: { programme: ProgrammeOut }) {
  const { t } = useTranslation('fairDay')
  const parts: { name: string; slots: Slot[] }[] = [
    { name: t('programme.stalls'), slots: stallsOf(programme.slots) },
    { name: t('programme.talks'), slots: talksOf(programme.slots) },
  ]
  return (
    <Section title={t(programme.fair.may.plan ? 'slot.heading' : 'slot.headingHeld')}>
      <div className="stack">
        {parts
          .filter(({ slots }) => slots.length > 0)
          .map(({ name, slots }) => (
            <div key={name}>
              <h3 className={classes.part}>{name}</h3>
              <ul className={classes.rows}>
                {slots.map(slot => (
                  <SlotRow key={slot.id} slot={slot} programme={programme} />
                ))}
              </ul>
            </div>
          ))}
      </div>
    </Section>
  )
}
