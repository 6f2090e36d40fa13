namespace Fulgurite.Access;

/// <summary>What an audit log tells of. The texts are stored and sent: they never change.</summary>
public static class AuditAction
{
    /// <summary>A call with a key of ours was refused: expired, revoked, from elsewhere, or not allowed this.</summary>
    public const string RequestDenied = "request.denied";

    /// <summary>A key was made.</summary>
    public const string ApiKeyCreated = "api_key.created";

    /// <summary>A key's name, permissions, addresses or expiry were changed.</summary>
    public const string ApiKeyChanged = "api_key.changed";

    /// <summary>A key was revoked.</summary>
    public const string ApiKeyRevoked = "api_key.revoked";

    /// <summary>An organization was made.</summary>
    public const string OrganizationCreated = "organization.created";

    /// <summary>An organization was renamed.</summary>
    public const string OrganizationChanged = "organization.changed";

    /// <summary>An environment was made.</summary>
    public const string EnvironmentCreated = "environment.created";

    /// <summary>A send that could not end by itself was to be ended.</summary>
    public const string PaymentResolved = "payment.resolved";

    /// <summary>A line of credit was made.</summary>
    public const string LineOfCreditCreated = "line_of_credit.created";

    /// <summary>A line of credit's limit, state or collateral was changed.</summary>
    public const string LineOfCreditChanged = "line_of_credit.changed";

    /// <summary>A bill was to be paid out to an invoice or an address.</summary>
    public const string PayoutRequested = "bill.payout_requested";

    /// <summary>An environment was renamed.</summary>
    public const string EnvironmentChanged = "environment.changed";
}
