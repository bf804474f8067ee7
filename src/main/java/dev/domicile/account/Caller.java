package dev.domicile.account;

/** Who asks: an account, through one of its access keys. */
public record Caller(long accountId, String accountName, String accessKeyId) {}
