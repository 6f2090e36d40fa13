using System.CommandLine;

namespace Fulgurite.App.Cli;

/// <summary>The command line: one verb for each way to run the product, and for operators.</summary>
internal static class Verbs
{
    /// <summary>The whole command line.</summary>
    public static RootCommand Build() => new(
        "Fulgurite: a Bitcoin Lightning payment processor for your own Azure subscription.")
    {
        ServeVerb.Build(),
        LocalVerb.Build(),
        RelayVerb.Build(),
        MerchantVerb.Build(),
        OperatorKeyVerb.Build(),
        OrgVerb.Build(),
        EnvVerb.Build(),
        KeyVerb.Build(),
        AuditLogVerb.Build(),
        CallbackUrlVerb.Build(),
        WalletVerb.Build(),
        LineVerb.Build(),
        PaymentVerb.Build(),
        ClockVerb.Build(),
        VerifyVerb.Build(),
    };
}
