import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Section } from '../../ui/Section'
import classes from './Communities.module.css'
import type { Lesson } from './queries'
import { useLessonWords } from './useLessonWords'

/** When, where, how many places, to whom. */
export function LessonFacts({
  lesson,
  isBack,
  onEdit,
}: {
  lesson: Lesson
  isBack: boolean
  onEdit: () => void
}) {
  const { t } = useTranslation('communities')
  const { when, places } = useLessonWords()
  const facts = [
    { name: t('lesson.kind'), value: t(`lessons.kind.${lesson.kind}`) },
    { name: t('form.day'), value: when(lesson) },
    { name: t('lesson.where'), value: lesson.where_held || t('lesson.whereOpen') },
    { name: t('lesson.places'), value: places({ ...lesson, my_booking_id: null }) },
    ...(lesson.focus ? [{ name: t('form.focus'), value: lesson.focus }] : []),
    { name: t('form.openTo'), value: t(`openTo.${lesson.open_to}`) },
  ]
  return (
    <Section
      quietTitle
      title={t('lesson.facts')}
      side={
        lesson.may.edit && (
          <Button variant="subtle" size="compact-md" autoFocus={isBack} onClick={onEdit}>
            {t('form.change')}
          </Button>
        )
      }
    >
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="numbers">{value}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
