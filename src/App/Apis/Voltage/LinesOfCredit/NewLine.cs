using Fulgurite.Credit;
using Fulgurite.Identity;
using Fulgurite.Money;

namespace Fulgurite.App.Apis.Voltage.LinesOfCredit;

/// <summary>A line of credit that a caller asks for, read.</summary>
internal static class NewLine
{
    /// <summary>The line without its node, or what is wrong with it: exactly one of the two.</summary>
    public static (LineOfCredit? Line, VoltageAnswer? Problem) Read(VoltageCall call, NewLineBody body)
    {
        var isOwn = body.Infrastructure is not null;
        if (!LineOfCreditId.TryParse(body.Id, out var id) || (body.Limit ?? (isOwn ? 0 : null)) is not { } limit)
        {
            return (null, VoltageErrors.InvalidData("id: it must be a UUID; limit: it must be there."));
        }

        if (ProblemWith(call, body) is { } problem)
        {
            return (null, problem);
        }

        if (isOwn ? limit != 0 : !LineChanges.IsLimit(limit))
        {
            return (null, isOwn
                ? LineErrors.NotValid("limit: it is 0 where the customer's own node backs the wallets.", "limit")
                : LineErrors.InvalidLimit);
        }

        if (!LineSchedule.TryRead(body, out var schedule, out var wrong)
            || !LineTerms.TryRead(body, schedule, out var terms, out wrong))
        {
            return (null, wrong);
        }

        var now = call.Engine.Ports.Clock.GetUtcNow();
        return (new LineOfCredit
        {
            Id = id,
            Organization = call.Organization,
            Environment = call.Environment,
            Network = call.Engine.Ports.Network,
            Limit = new Msat(limit),
            Schedule = schedule,
            Terms = terms,
            CreatedAt = now,
            UpdatedAt = now,
        }, null);
    }

    private static VoltageAnswer? ProblemWith(VoltageCall call, NewLineBody body)
    {
        var deployment = call.Engine.Ports.Network;
        if (body.Network is { } network && NetworkNames.ToCore(network, deployment) != deployment)
        {
            return LineErrors.NotValid("network: this deployment is on another.", "network");
        }

        return body.Currency switch
        {
            null or "btc" => null,
            "usd" => LineErrors.UsdDisabled,
            _ => LineErrors.NotValid("currency: it must be btc.", "currency"),
        };
    }
}
