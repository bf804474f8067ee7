CREATE INDEX registry_contact_lost ON registry_contact (registry, created_at) WHERE state = 'LOST';
