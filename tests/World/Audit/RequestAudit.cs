namespace Fulgurite.Worlds.Audit;

/// <summary>
/// A node is asked to pay only for a payment that has the right to the hash, whose account says so already, and never
/// for more than is held. Asked at the instant at which a process makes the request.
/// </summary>
internal static class RequestAudit
{
    /// <summary>What is wrong with a request.</summary>
    public static IEnumerable<string> Problems(World world, AskedOfNode asked)
    {
        var hash = asked.Hash.ToString();
        var claim = world.Tables.Witness.Row("hashes", hash, "payment");
        var payment = claim is null
            ? null
            : world.Tables.Witness.Row("wallets", claim.Text("wallet"), $"payment|{claim.Text("payment")}");
        if (payment is null)
        {
            yield return $"the node is asked to pay {hash}, and no payment has the right to that";
            yield break;
        }

        var (id, feeMaxMsat) = (payment.Part(1), payment.Integer("fee_max_msat"));
        var isEntered = payment.Text("state") == "InFlight" && payment.Integer("requests_open") > 0;
        if (!isEntered && payment.Text("state") != "Succeeded")
        {
            yield return $"the node is asked to pay for payment {id}, and the account of its requests does not say so";
        }

        if (asked.FeeMax.Value != feeMaxMsat)
        {
            yield return $"payment {id} may cost {asked.FeeMax.Value} msat of fees, "
                + $"{feeMaxMsat} msat are held for them";
        }

        var isNamed = payment.Columns.GetValueOrDefault("is_amount_named") is true;
        if ((asked.Amount?.Value ?? 0) != (isNamed ? 0 : payment.Integer("amount_msat")))
        {
            yield return $"payment {id} is asked of the node with another amount";
        }

        // Without this end the request could begin something at any time.
        if (asked.Destination is { } destination
            && (asked.Payee.ExpiresAt != payment.Instant("expires_at")
                || destination.Hex != payment.Text("destination")))
        {
            yield return $"keysend {id} is asked of the node until {asked.Payee.ExpiresAt:O}, for {destination}";
        }
    }
}
