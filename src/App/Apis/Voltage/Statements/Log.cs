using Fulgurite.Identity;

namespace Fulgurite.App.Apis.Voltage.Statements;

/// <summary>What statements and exports tell operators: event ids 7051 to 7059.</summary>
internal static partial class Log
{
    [LoggerMessage(7051, LogLevel.Error, "The statement of wallet {Wallet} cannot be established: {Problem}")]
    public static partial void NotEstablished(this ILogger log, WalletId wallet, string problem);

    [LoggerMessage(7052, LogLevel.Warning, "{Endpoint} was cut off while it was sent: {Problem}")]
    public static partial void CutOff(this ILogger log, string endpoint, string problem);

    [LoggerMessage(7053, LogLevel.Error, "The statement of bill {Bill} cannot be established: {Problem}")]
    public static partial void BillNotEstablished(this ILogger log, BillId bill, string problem);
}
