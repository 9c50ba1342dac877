import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Schema } from '../../api/client'
import { figure } from '../../lib/minutes'
import { Section } from '../../ui/Section'
import type { Meaning } from './dryRun'
import type { PartProps } from './part'
import classes from './Timetable.module.css'

const MEANINGS = ['ppa', 'ect', 'leadership'] as const satisfies readonly Meaning[]

/** Which words of the file mean PPA, leadership or ECT time. */
export function MeaningFields(part: PartProps) {
  const { t } = useTranslation('timetable')
  const without = part.seen.subjects.filter(subject => !subject.has_class)
  const subjects = part.seen.subjects.filter(subject => subject.has_class)
  return (
    <Section plain title={t('run.meanings.heading')}>
      <div className="stack">
        <p className="small quiet">{t(without.length > 0 ? 'run.meanings.lead' : 'run.meanings.none')}</p>
        {without.length > 0 && <Words {...part} words={without} />}
        {subjects.length > 0 && (
          <details className={classes.fold}>
            <summary>{t('run.meanings.subjects', { count: subjects.length })}</summary>
            <Words {...part} words={subjects} />
          </details>
        )}
      </div>
    </Section>
  )
}

function Words({ words, choices, change }: PartProps & { words: Schema<'ReasonSeen'>[] }) {
  const { t } = useTranslation('timetable')
  const choose = (name: string, meaning: string) => {
    const { [name]: _, ...rest } = choices.meanings
    const chosen = MEANINGS.find(one => one === meaning)
    change({ meanings: chosen ? { ...rest, [name]: chosen } : rest })
  }
  return (
    <table className={`facts-table ${classes.words}`} aria-label={t('run.meanings.caption')}>
      <thead>
        <tr>
          <th scope="col">{t('run.meanings.word')}</th>
          <th scope="col" className="figure">
            {t('run.meanings.times')}
          </th>
          <th scope="col">{t('run.meanings.means')}</th>
        </tr>
      </thead>
      <tbody>
        {words.map(({ name, count, has_class }) => (
          <tr key={name}>
            <th scope="row">{name || t('run.meanings.blank')}</th>
            <td className="figure">{figure(count)}</td>
            <td>
              <NativeSelect
                aria-label={t('run.meanings.label', { name: name || t('run.meanings.blank') })}
                // An empty word cannot be named to the server: it stays a duty.
                disabled={!name}
                value={choices.meanings[name] ?? 'as_is'}
                data={[
                  { value: 'as_is', label: t(`run.meanings.choices.${has_class ? 'lesson' : 'as_is'}`) },
                  ...MEANINGS.map(value => ({ value, label: t(`run.meanings.choices.${value}`) })),
                ]}
                onChange={event => choose(name, event.currentTarget.value)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
