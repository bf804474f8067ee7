package dev.domicile.change;

/**
 * What a task changes.
 *
 * @param contactId the stored version of the contact; never altered after the submit
 * @param transferLock whether the domains shall be locked against transfer for 60 days
 */
record ContactChange(
    long taskId, long accountId, long contactId, ContactType type, boolean transferLock) {}
