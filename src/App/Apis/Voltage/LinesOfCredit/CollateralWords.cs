using Fulgurite.Credit;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>The contract's words for what secures a line of credit: a mode, and a status in it.</summary>
internal static class CollateralWords
{
    /// <summary>The mode of one that nothing secures; it has no status.</summary>
    public const string Waived = "waived";

    /// <summary>The mode of a deposit, and the status of one that has come.</summary>
    public const string Secured = "secured";

    /// <summary>The mode of means of payment, and the status of those that were found good.</summary>
    public const string Verified = "verified";

    /// <summary>The mode.</summary>
    public static string ModeOf(Collateral collateral) => collateral switch
    {
        Collateral.Waived => Waived,
        Collateral.PendingDeposit or Collateral.PartiallySecured or Collateral.Secured => Secured,
        Collateral.PendingVerification or Collateral.Verified => Verified,
    };

    /// <summary>The status within its mode.</summary>
    public static string StatusOf(Collateral collateral) => collateral switch
    {
        Collateral.Waived => Waived,
        Collateral.PendingDeposit => "pending_deposit",
        Collateral.PartiallySecured => "partially_secured",
        Collateral.Secured => Secured,
        Collateral.PendingVerification => "pending_verification",
        Collateral.Verified => Verified,
    };

    /// <summary>What the two name together; null where they do not.</summary>
    public static Collateral? ToCore(string? mode, string? status) => (mode, status) switch
    {
        (Waived, null) => Collateral.Waived,
        (Secured, "pending_deposit") => Collateral.PendingDeposit,
        (Secured, "partially_secured") => Collateral.PartiallySecured,
        (Secured, Secured) => Collateral.Secured,
        (Verified, "pending_verification") => Collateral.PendingVerification,
        (Verified, Verified) => Collateral.Verified,
        _ => null,
    };
}
