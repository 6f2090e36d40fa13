using System.Net;
using Fulgurite.App.Callbacks;

namespace Fulgurite.Contracts.Callbacks;

public sealed class TargetPolicyTests
{
    private static readonly TargetPolicy Deployed = new(AllowsLocal: false);
    private static readonly TargetPolicy Sandbox = new(AllowsLocal: true);

    [Theory]
    [InlineData("https://shop.example/callback?shop=1&key=a%2Fb")]
    [InlineData("https://shop.example:8443/")]
    [InlineData("https://shop.example./")]
    [InlineData("https://bücher.example/")]
    [InlineData("HTTPS://SHOP.EXAMPLE")]
    public void Takes_an_https_address_with_a_domain_name(string url) =>
        Assert.Null(Deployed.ProblemWith(new Uri(url)));

    [Theory]
    [InlineData("http://shop.example/")]
    [InlineData("ftp://shop.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("javascript:alert(1)")]
    [InlineData("wss://shop.example/")]
    public void Refuses_what_is_not_https(string url) =>
        Assert.Equal("the address must begin with https://", Deployed.ProblemWith(new Uri(url)));

    [Theory]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://0x7f.0.0.1/")]
    [InlineData("https://0177.0.0.1/")]
    [InlineData("https://8.8.8.8/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:127.0.0.1]/")]
    [InlineData("https://[2606:4700:4700::1111]/")]
    public void Refuses_an_address_of_numbers_however_it_is_written(string url) =>
        Assert.Equal("the address must have a domain name, not an IP address", Deployed.ProblemWith(new Uri(url)));

    [Theory]
    [InlineData("https://user@shop.example/")]
    [InlineData("https://user:password@shop.example/")]
    [InlineData("https://shop.example%40127.0.0.1@shop.example/")]
    public void Refuses_credentials_in_either_place(string url)
    {
        Assert.Equal("the address must not carry a user name or password", Deployed.ProblemWith(new Uri(url)));
        Assert.Equal("the address must not carry a user name or password", Sandbox.ProblemWith(new Uri(url)));
    }

    [Fact]
    public void Refuses_an_address_that_is_not_absolute() =>
        Assert.NotNull(Deployed.ProblemWith(new Uri("/callback", UriKind.Relative)));

    [Fact]
    public void Takes_2048_characters_and_not_one_more_counted_as_they_are_sent()
    {
        var longest = "https://shop.example/".PadRight(2048, 'a');
        var escaped = "https://shop.example/" + new string('中', 226);

        Assert.Null(Deployed.ProblemWith(new Uri(longest)));
        Assert.Equal("the address is longer than 2048 characters", Deployed.ProblemWith(new Uri(longest + "a")));
        Assert.Equal("the address is longer than 2048 characters", Sandbox.ProblemWith(new Uri(escaped)));
    }

    [Theory]
    [InlineData("http://localhost:8080/callback")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("https://[::1]/")]
    public void The_sandbox_takes_a_server_on_this_machine(string url) =>
        Assert.Null(Sandbox.ProblemWith(new Uri(url)));

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.0.0.1", false)]
    [InlineData("1.1.1.1", true)]
    public void Only_the_sandbox_connects_to_addresses_that_are_not_public(string address, bool isPublic)
    {
        Assert.Equal(isPublic, Deployed.Allows(IPAddress.Parse(address)));
        Assert.True(Sandbox.Allows(IPAddress.Parse(address)));
    }
}
