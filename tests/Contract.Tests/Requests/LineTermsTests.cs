using System.Text.Json;
using System.Text.Json.Nodes;
using Fulgurite.App.Apis.Voltage.LinesOfCredit;
using Fulgurite.Cycles;
using Fulgurite.Money;

namespace Fulgurite.Contracts.Requests;

/// <summary>What a line of credit costs, as callers write it.</summary>
public sealed class LineTermsTests
{
    private static readonly BillingSchedule Monthly = new(BillingFrequency.Monthly, new DateOnly(2026, 1, 31));

    [Theory]
    [InlineData("null", 0, 0)]
    [InlineData("0", 0, 0)]
    [InlineData("0.01", 1, 1)]
    [InlineData("0.25", 25, 25)]
    [InlineData("1e-1", 10, 10)]
    [InlineData("2.50000", 250, 250)]
    [InlineData("100", 10_000, 10_000)]
    [InlineData("""{"send":0.25,"receive":0}""", 25, 0)]
    [InlineData("""{"receive":100,"send":0.01}""", 1, 10_000)]
    public void Volume_fees_are_percent_in_whole_basis_points(string text, int sent, int received) =>
        Assert.Equal((new BasisPoints(sent), new BasisPoints(received)), VolumeFee.ToCore(Json(text)));

    [Theory]
    [InlineData("0.001")]
    [InlineData("0.255")]
    [InlineData("-0.01")]
    [InlineData("100.01")]
    [InlineData("1e40")]
    [InlineData("\"0.25\"")]
    [InlineData("true")]
    [InlineData("[1,2]")]
    [InlineData("{}")]
    [InlineData("""{"send":1}""")]
    [InlineData("""{"send":1,"receive":"1"}""")]
    [InlineData("""{"send":1,"receive":1,"both":1}""")]
    public void Refuses_volume_fees_that_are_none(string text) => Assert.Null(VolumeFee.ToCore(Json(text)));

    [Theory]
    [InlineData(0, 0, "0")]
    [InlineData(25, 25, "0.25")]
    [InlineData(10_000, 10_000, "100")]
    [InlineData(25, 10, """{"send":0.25,"receive":0.1}""")]
    public void Volume_fees_are_told_as_one_number_where_they_are_one(int sent, int received, string text)
    {
        var terms = new BillingTerms(Msat.Zero, new BasisPoints(sent), new BasisPoints(received));
        var told = VolumeFee.FromCore(terms);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(text), told), told.ToJsonString());
        Assert.Equal((terms.SentFee, terms.ReceivedFee), VolumeFee.ToCore(Json(told.ToJsonString())));
    }

    [Fact]
    public void What_is_left_out_costs_nothing_and_is_due_in_two_weeks()
    {
        Assert.True(LineTerms.TryRead(new NewLineBody(), Monthly, out var terms, out _));
        Assert.Equal(BillingTerms.None, terms);
        Assert.Equal((14, 7), (terms.PaymentTermDays, terms.GraceDays));
    }

    [Theory]
    [InlineData("""{"monthly_service_fee_msats":0,"payment_term_days":0,"grace_days":90}""", null)]
    [InlineData("""{"monthly_service_fee_msats":100000000000000000}""", null)]
    [InlineData("""{"monthly_service_fee_msats":100000000000000001}""", "monthly_service_fee_msats")]
    [InlineData("""{"monthly_service_fee_msats":-1}""", "monthly_service_fee_msats")]
    [InlineData("""{"payment_term_days":91}""", "payment_term_days")]
    [InlineData("""{"payment_term_days":-1}""", "payment_term_days")]
    [InlineData("""{"grace_days":91}""", "grace_days")]
    [InlineData("""{"volume_fee_percentage":0.001}""", "volume_fee_percentage")]
    public void A_refusal_names_the_field(string text, string? field) => Assert.Equal(field, Refused(text, Monthly));

    [Theory]
    [InlineData("""{"monthly_service_fee_msats":0}""", "monthly_service_fee_msats")]
    [InlineData("""{"volume_fee_percentage":0}""", "volume_fee_percentage")]
    [InlineData("""{"payment_term_days":14}""", "payment_term_days")]
    [InlineData("""{"grace_days":7}""", "grace_days")]
    [InlineData("{}", null)]
    public void A_line_that_is_never_billed_has_no_terms(string text, string? field) =>
        Assert.Equal(field, Refused(text, null));

    private static string? Refused(string text, BillingSchedule? schedule)
    {
        var body = JsonSerializer.Deserialize(text, LinesJson.Default.NewLineBody)!;
        return LineTerms.TryRead(body, schedule, out _, out var refusal)
            ? null
            : JsonNode.Parse(refusal.Body)!["error"]!["context"]!["fields"]![0]!.GetValue<string>();
    }

    private static JsonElement Json(string text) => JsonElement.Parse(text);
}
